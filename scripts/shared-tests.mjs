// Which test files run in a process that they share: all but those that measure or change what the others of a process share, too, or run other
// test files once more.
import { existsSync, readFileSync } from 'node:fs'
import { createImportGraph } from './import-graph.mjs'

const NEEDS_PROCESS = /node:worker_threads|process\.(?:cpuUsage|memoryUsage|chdir|umask)\b|childrenOf\(process\.pid\)|import\('\.\/[\w-]+\.test\.js'\)/
const STARTS_PROCESSES = /node:child_process/

/** Tells of test files whether they, or what they import of the tests, have a text that the pattern matches. */
function having (pattern) {
  const { runs } = createImportGraph()
  const known = new Map()
  const has = file => {
    if (!known.has(file)) known.set(file, existsSync(file) && pattern.test(readFileSync(file, 'utf8')))
    return known.get(file)
  }
  return file => [...runs(file)].some(other => other.startsWith('test/') && has(other))
}

/** Those among the files that share; none where there is one. */
export function sharedTests (files) {
  const needsProcess = having(NEEDS_PROCESS)
  const shared = files.filter(file => !needsProcess(file))
  return shared.length > 1 ? shared : []
}

/** Whether a test file starts processes: most of its time it waits for them. */
export const startsProcesses = having(STARTS_PROCESSES)
