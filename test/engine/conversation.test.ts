import { describe, expect, test } from 'vitest'
import { Conversations } from '../../src/engine/conversation.js'
import { flow } from './values.js'

describe('conversations', () => {
  test('are kept by flow until it ends', () => {
    const conversations = new Conversations()
    const [here, there] = [flow({ id: 1 }), flow({ id: 2 })]
    const conversation = conversations.of(here)
    expect(conversations.of(here)).toBe(conversation)
    expect(conversations.find(there)).toBeUndefined()
    expect(conversations.close(here, 'fin')).toBe(conversation)
    expect(conversation.end).toBe('fin')
    expect(conversations.find(here)).toBeUndefined()
  })

  test('attend to signatures in ascending order', () => {
    const conversation = new Conversations().of(flow())
    for (const signature of [5, 1, 9, 1]) conversation.attend(signature)
    const order: number[] = []
    for (let next = conversation.after(-1); next; next = conversation.after(next.signatureIndex))
      order.push(next.signatureIndex)
    expect(order).toEqual([1, 5, 9])
  })
})
