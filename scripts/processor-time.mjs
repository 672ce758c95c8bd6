// What processes have taken of the processors, which other work on the machine hardly changes. Linux tells it in /proc; elsewhere nothing does.
import { existsSync, readFileSync, readdirSync } from 'node:fs'

/** `getconf CLK_TCK`, which is 100 on every Linux that Node runs on. */
const TICKS_OF_A_SECOND = 100

export const tellsTimes = existsSync('/proc/self/stat')

/** The fields of proc_pid_stat(5) after the name, which may hold spaces. */
function read (pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [user, system, waitedUser, waitedSystem] = fields.slice(9, 13).map(ticks => Number(ticks) / TICKS_OF_A_SECOND)
    return { parent, own: user + system, waited: waitedUser + waitedSystem }
  } catch {
    return undefined
  }
}

/** Seconds of a process, of those that it started, of those they did, and of those among them that have ended. */
export function treeTime (pid) {
  const all = readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(name => ({ name, ...read(name) }))
  const of = name => all.filter(({ parent }) => parent === name).reduce((sum, child) => sum + of(child.name), timeOf(all.find(other => other.name === name)))
  return of(String(pid))
}

const timeOf = ({ own = 0, waited = 0 } = {}) => own + waited

/** Seconds of the processes that this one started and that have ended, with theirs. */
export const endedTime = () => read('self')?.waited ?? 0
