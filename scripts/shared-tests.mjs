// Which test files run in a process that they share: all but those that start processes, measure what the others of a process change, too, or run
// other test files once more.
import { readFileSync } from 'node:fs'
import { createImportGraph } from './import-graph.mjs'

const NEEDS_PROCESS = /node:child_process|node:worker_threads|process\.(?:cpuUsage|memoryUsage|chdir|umask)\b|import\('\.\/[\w-]+\.test\.js'\)/

/** Those among the files that share; none where there is one. */
export function sharedTests (files) {
  const { runs } = createImportGraph()
  const needs = new Map()
  const needsProcess = file => {
    if (!needs.has(file)) needs.set(file, NEEDS_PROCESS.test(readFileSync(file, 'utf8')))
    return needs.get(file)
  }
  const shared = files.filter(file => ![...runs(file)].some(other => other.startsWith('test/') && needsProcess(other)))
  return shared.length > 1 ? shared : []
}
