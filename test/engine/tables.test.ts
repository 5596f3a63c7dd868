import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../src/engine/limits.js'
import { Table } from '../../src/engine/tables.js'
import { number, text } from './values.js'

const row = (value: number, deadline = 100) => ({ columns: [number(value)], deadline, owner: null })

describe('a table', () => {
  test('ruling 33: has one row for a key; a new one replaces it', () => {
    const table = new Table(defaultLimits)
    table.remember('k', row(1))
    table.remember('k', row(2))
    expect(table.size).toBe(1)
    expect(table.recall('k', 0)?.columns).toEqual([number(2)])
  })

  test('ruling 33: keeps a row until its time is over', () => {
    const table = new Table(defaultLimits)
    table.remember('k', row(1, 50))
    expect(table.recall('k', 49)).not.toBeNull()
    expect(table.recall('k', 50)).toBeNull()
    expect(table.size).toBe(0)
  })

  test('ruling 34: a row that was recalled is not used up', () => {
    const table = new Table(defaultLimits)
    table.remember('k', row(1))
    expect(table.recall('k', 0)).not.toBeNull()
    expect(table.recall('k', 0)).not.toBeNull()
  })

  test('ruling 33: the least recently used row goes first, and is told', () => {
    const table = new Table({ ...defaultLimits, rows: 2 })
    expect(table.remember('a', row(1))).toBeNull()
    expect(table.remember('b', row(2))).toBeNull()
    table.recall('a', 0)
    expect(table.remember('c', row(3))).toBe('rows')
    expect(table.recall('b', 0)).toBeNull()
    expect(table.recall('a', 0)).not.toBeNull()
  })

  test('rows go as well when they hold too many bytes', () => {
    const table = new Table({ ...defaultLimits, rowBytes: 100 })
    const wide = { columns: [text('x'.repeat(60))], deadline: 100, owner: null }
    expect(table.remember('a', wide)).toBeNull()
    expect(table.remember('b', wide)).toBe('rowBytes')
    expect(table.recall('a', 0)).toBeNull()
    expect(table.recall('b', 0)).not.toBeNull()
  })
})
