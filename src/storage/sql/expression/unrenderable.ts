/** What no statement can say was refused before anything was planned (`plan/supported`). */

/** The defect that something of the kind got as far as here. */
export const unrenderable = (what: string): Error => new Error(`${what}: not rendered, and not refused by plan/supported either`)
