// Loaded into the service before anything else: measures for how long one turn of its event loop kept the processor, and says so when asked.
import { openSync, readSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * Milliseconds that this thread has had a processor. Those that it waits for one, because others use the machine, do not count: what
 * a clock shows of a turn is as much about the others. Node 24 knows it, before it Linux does; elsewhere it is all threads together.
 */
function threadTime () {
  if (process.threadCpuUsage !== undefined) return () => sum(process.threadCpuUsage())
  if (process.platform !== 'linux') return () => sum(process.cpuUsage())
  const file = openSync('/proc/thread-self/schedstat', 'r')
  const text = Buffer.alloc(64)
  return () => {
    const length = readSync(file, text, 0, text.length, 0)
    return Number(text.latin1Slice(0, text.subarray(0, length).indexOf(0x20))) / 1e6
  }
}

const sum = ({ user, system }) => (user + system) / 1000

const now = threadTime()
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
let longest = 0
let before = now()

/** Timers come once a turn, so that between two of these there is the rest of one turn and the beginning of the next. */
setInterval(() => {
  const present = now()
  longest = Math.max(longest, present - before)
  before = now()
}, 1).unref()

process.on('message', () => {
  process.send({ busy: longest, blocked: delay.max / 1e6 })
  delay.reset()
  longest = 0
  before = now()
})
