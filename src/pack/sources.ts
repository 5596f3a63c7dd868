// Signature files, as a user names them: files, and directories of `.sig` files.

import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '../language/ast.js'

export interface SourceFile extends Source {
  /** The file itself, however it was named. */
  readonly realPath: string
}

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
        if (!files.has(realPath))
          files.set(realPath, { path: file, realPath, text: readFileSync(file, 'utf8') })
      }
    } catch (error) {
      problems.push({ path, message: messageOf(error as NodeJS.ErrnoException) })
    }
  }
  return { files: [...files.values()], problems }
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
