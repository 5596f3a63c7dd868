// Signature files, as a user names them: files, and directories of `.sig` files.

import { isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '../language/ast.js'

export interface SourceFile extends Source {
  /** The file itself, however it was named. */
  readonly realPath: string
}

const LINE_FEED = 0x0a

/** A path that could not be read. */
export interface SourceProblem {
  readonly path: string
  readonly message: string
}

export interface Sources {
  readonly files: readonly SourceFile[]
  readonly problems: readonly SourceProblem[]
}

/** Each file once, in the order of the names; those of a directory, recursively, sorted by path. */
export function readSources(paths: readonly string[]): Sources {
  const files = new Map<string, SourceFile>()
  const problems: SourceProblem[] = []
  for (const path of paths) {
    try {
      const found = statSync(path).isDirectory() ? signatureFilesBelow(path) : [path]
      if (found.length === 0) problems.push({ path, message: 'a directory without .sig files' })
      for (const file of found) {
        const realPath = realpathSync(file)
        if (files.has(realPath)) continue
        const bytes = readFileSync(file)
        if (isUtf8(bytes)) files.set(realPath, { path: file, realPath, text: bytes.toString() })
        else problems.push({ path: file, message: notText(bytes) })
      }
    } catch (error) {
      problems.push({ path, message: messageOf(error as NodeJS.ErrnoException) })
    }
  }
  return { files: [...files.values()], problems }
}

/** Read as UTF-8 all the same, it would be taken for text with other bytes in its strings, and match nothing. */
function notText(bytes: Uint8Array): string {
  let line = 1
  for (let at = 0; at < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, at) + 1 || bytes.length
    if (!isUtf8(bytes.subarray(at, end))) break
    at = end
  }
  return `line ${line} is not UTF-8; save the file as UTF-8, and write other bytes as |e9| or "\\xe9"`
}

function signatureFilesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sig'))
    .sort()
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile())
}

function messageOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'no such file or directory'
    case 'EACCES':
      return 'permission denied'
    default:
      return message
  }
}
