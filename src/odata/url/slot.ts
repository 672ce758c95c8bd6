/**
 * Slots: the places of a query where requests of one shape may have literals of their own (`query-shape.ts`). Each slot learns what became
 * of its literal: one that something was decided by is part of the shape after all.
 */

export interface Slot {
  /** Which of the literals of the query it is, from 0. */
  readonly index: number
  /** Whether the value of the literal was looked at: what was made of it then holds for this value alone. */
  fixed: boolean
  /** What the binder made of the literal; several where an alias is used several times. */
  readonly uses: SlotUse[]
}

export interface SlotUse {
  readonly slot: Slot
  /** Whether it has become a parameter of a statement that is kept, and so can be filled in again. */
  kept: boolean
}

export const createSlot = (index: number): Slot => ({ index, fixed: false, uses: [] })

export function useSlot (slot: Slot): SlotUse {
  const use: SlotUse = { slot, kept: false }
  slot.uses.push(use)
  return use
}

/** Whether another literal of the same kind may stand there, and nothing but a parameter changes. */
export const isFree = ({ fixed, uses }: Slot): boolean => !fixed && uses.length > 0 && uses.every(({ kept }) => kept)
