/** Statements that run one after the other, each while the next one is made. */

/**
 * Waits for them all, whatever is thrown: nothing else may be asked of a connection before.
 * @param first What runs while the first of them is made
 */
export async function runWhileMaking<Made> (
  first: Promise<unknown> | undefined,
  statements: AsyncIterable<Made>,
  run: (statement: Made) => Promise<unknown>
): Promise<void> {
  let running = expected(first)
  try {
    for await (const statement of statements) {
      await running
      running = expected(run(statement))
    }
  } finally {
    await running
  }
}

/** Is waited for later: until then nobody need know that it has failed. */
function expected (running: Promise<unknown> | undefined): Promise<unknown> | undefined {
  running?.catch(() => undefined)
  return running
}
