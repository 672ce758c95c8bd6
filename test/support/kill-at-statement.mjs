// Loaded into the service before anything else: SIGKILL of the process at the SQLite statements that begin with the text of KILL_AT, before they
// run or, where KILL_AFTER is 1, when they have.
import Database from 'better-sqlite3'

const { KILL_AT, KILL_AFTER } = process.env
const die = () => process.kill(process.pid, 'SIGKILL')
const run = Database.prototype.exec
Database.prototype.exec = function (script) {
  const isHere = script.startsWith(KILL_AT)
  if (isHere && KILL_AFTER !== '1') die()
  const result = run.call(this, script)
  if (isHere) die()
  return result
}
