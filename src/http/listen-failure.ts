/** Why a service cannot listen, as a sentence that names the port, the address and the setting. */
import { StartError } from '../base/start-error.js'

/** Where a service was to listen. */
export interface ListenPlace {
  readonly setting: 'PORT' | 'TLS_PORT' | 'ADMIN_PORT'
  readonly port: number
  readonly host: string
}

/** An error that has nothing to do with the place stays what it is. */
export function explainListenFailure (error: unknown, place: ListenPlace): unknown {
  const sentence = sentenceFor((error as NodeJS.ErrnoException).code ?? '', place)
  return sentence === undefined ? error : new StartError(sentence, { cause: error })
}

function sentenceFor (code: string, { setting, port, host }: ListenPlace): string | undefined {
  const flag = `--${setting.toLowerCase().replace('_', '-')}`
  switch (code) {
    case 'EADDRINUSE': return `Port ${port} of ${host} is taken. Choose another with ${flag} or ${setting}; 0 takes any free one.`
    case 'EACCES': return `This user may not open port ${port}: permission denied. Choose one from 1024 on with ${flag} or ${setting}.`
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL': return `HOST cannot be "${host}": this machine has no such address. 0.0.0.0 stands for every one.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN': return `HOST cannot be "${host}": no address is known under this name (${code}).`
    default: return undefined
  }
}
