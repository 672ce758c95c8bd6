/** What an emulator offers, for as long as it runs. */

/** Functions by their names, and whatever else stands among them. */
type Members = Readonly<Record<string, unknown>>

// A rest parameter of `never` accepts every function.
type Call = (...args: never[]) => unknown

/** Every function of `members` asks `check` first, which throws once the emulator was stopped. */
export function whileRunning<Offered extends object> (members: Offered, check: () => void): Offered {
  return guarded(members, call => (...args) => {
    check()
    return call(...args)
  })
}

/** The same for functions that give promises: these are rejected. */
export function whileRunningAsync<Offered extends object> (members: Offered, check: () => void): Offered {
  return guarded(members, call => async (...args) => {
    check()
    return await call(...args)
  })
}

function guarded<Offered extends object> (members: Offered, guard: (call: Call) => Call): Offered {
  const entries = Object.entries(members as Members)
  return Object.fromEntries(entries.map(([name, member]) => [name, typeof member === 'function' ? guard(member as Call) : member])) as Offered
}
