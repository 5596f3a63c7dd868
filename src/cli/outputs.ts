// Where a scan writes, made ready before it begins. A capture is never written over: in `--eve *.pcap` the first of them
// stands where a name for the output was meant.

import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { openCapture } from '../capture/open.js'
import { standardOutput } from './terminal.js'
import { Writer } from './writer.js'

export interface Outputs {
  readonly standard: Writer
  readonly eve: Writer | null
  readonly summary: Writer | null
  /** Neither of them takes standard output: it is for a person to read. */
  readonly screen: boolean
}

export interface OutputFlags {
  /** A path, or `-` for standard output. */
  readonly eve?: string
  /** The same. */
  readonly summary?: string
}

/** Ends the program with a complaint where something cannot be written, or should not be. */
export async function openOutputs(command: Command, flags: OutputFlags): Promise<Outputs> {
  const { eve, summary } = flags
  if (eve !== undefined && summary !== undefined && areOne(eve, summary))
    command.error(`error: --eve and --summary both want ${eve === '-' ? 'standard output' : eve}`)
  const standard = standardOutput()
  const open = async (option: string, path: string | undefined) =>
    path === undefined ? null : path === '-' ? standard : await openFile(command, option, path)
  return {
    standard,
    eve: await open('--eve', eve),
    summary: await open('--summary', summary),
    screen: eve !== '-' && summary !== '-',
  }
}

/** Devices take what several write. */
function areOne(one: string, other: string): boolean {
  return resolve(one) === resolve(other) && (isFile(one) ?? true)
}

async function openFile(command: Command, option: string, path: string): Promise<Writer> {
  if (isFile(path) === true && (await isCapture(path)))
    command.error(`error: ${option}: ${path} is a capture, and would be written over`)
  try {
    return Writer.file(path)
  } catch (error) {
    return command.error(`error: ${option}: ${(error as Error).message}`)
  }
}

/** null: there is nothing yet. */
function isFile(path: string): boolean | null {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? null
}

/** Also one that is packed, cut short, or in a format that is not read. */
async function isCapture(path: string): Promise<boolean> {
  const opened = await openCapture(path)
  if (!opened.ok)
    return opened.problem.code === 'unsupported' || opened.problem.code === 'truncated'
  opened.capture.close()
  return true
}
