/** The text without the characters it ends in: in linear time, as an expression like `/=+$/` is not. */
export function trimEnd (text: string, character: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === character) end--
  return text.slice(0, end)
}
