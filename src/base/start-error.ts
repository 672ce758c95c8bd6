/** What keeps the service from starting. Its message is the sentence to show: it names the path, the port or the setting. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
