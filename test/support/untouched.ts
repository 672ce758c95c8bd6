/**
 * Begins a command line whose process, and those it starts, run as they do for users: tap adds a loader to every Node that a test starts,
 * which takes most of a second and writes to the project's folder.
 */
export const UNTOUCHED: readonly string[] = ['env', '-u', 'NODE_OPTIONS']
