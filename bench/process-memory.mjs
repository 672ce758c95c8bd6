// The memory of a process, as Linux sees it from outside.
import { readFileSync } from 'node:fs'

/** MiB of a field of proc_pid_status(5): `VmRSS` is what it has now, `VmHWM` the most it has had. NaN where there is no /proc. */
export function residentMemory (pid, field = 'VmRSS') {
  if (process.platform !== 'linux') return Number.NaN
  return Number(new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
