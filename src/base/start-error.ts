/** What keeps the service from starting. Its message is the sentence to show: it names the path, the port or the setting. */
export class StartError extends Error {
  override readonly name = 'StartError'

  /** Node's code of what is behind it, for programs: `EADDRINUSE` when a port is taken. */
  get code (): string | undefined {
    return (this.cause as NodeJS.ErrnoException | undefined)?.code
  }
}
