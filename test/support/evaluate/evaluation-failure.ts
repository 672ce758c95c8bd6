/** What evaluating ends in: one message, or several where a database may find either first. */
export class Failure extends Error {
  readonly messages: readonly string[]

  constructor (messages: readonly string[]) {
    super(messages.join(' '))
    this.messages = messages
  }
}

export const fail = (message: string): never => { throw new Failure([message]) }
