/** What the paths of one operation have in common, whatever the keys: one text to remember it by. */

/** Keys in parentheses, whose values say nothing of the operation; parameters of functions, which do, have names. */
const KEYS = /\((?:(?:'|%27)[^'()%]*(?:'|%27)|\d[^()=,%]*)\)/g

/** The path without the values of its keys, as far as that is sure: `People('ann')/Trips(1)` is `People()/Trips()`. */
export const withAnyKey = (path: string): string => path.includes('(') ? path.replace(KEYS, '()') : path
