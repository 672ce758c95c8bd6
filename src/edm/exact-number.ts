/** A number of JSON by its digits, where a double would have others. */
export class ExactNumber {
  /** @param text as it was written: a number by the grammar of JSON, with leading zeros at most */
  constructor (readonly text: string) {}
}
