// HEALTHCHECK of the image: asks the service that is process 1 whether it is ready, and loads nothing of it. The port is that of its flags,
// else of the environment, which all processes of a container share.
import { readFileSync } from 'node:fs'

const TIMEOUT_MS = 2500
const [pid = '1'] = process.argv.slice(2)
const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')

/** What the last such flag says: `--port 4000`, `--port=4000`, or `--tls` alone, which means true. */
function flag (name) {
  const index = words.findLastIndex(word => word === `--${name}` || word.startsWith(`--${name}=`))
  const [word, next] = words.slice(index, index + 2)
  if (index === -1) return undefined
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : next === '' || next.startsWith('--') ? 'true' : next
}

const setting = name => flag(name) ?? process.env[name.toUpperCase()]
const scheme = setting('tls') === 'true' ? 'https' : 'http'
const given = setting('host') || '127.0.0.1'
const host = ['0.0.0.0', '::', 'localhost'].includes(given) ? '127.0.0.1' : given
const { get } = await import(`node:${scheme}`)
const options = {
  host,
  port: setting('port') || 3000,
  path: '/readyz',
  timeout: TIMEOUT_MS,
  // The certificate is of the service's own making, and the request does not leave the container.
  rejectUnauthorized: false
}
const request = get(options, ({ statusCode }) => { end(statusCode === 200 ? undefined : `/readyz answers ${statusCode}`) })
request.on('error', error => { end(error.message) })
request.on('timeout', () => { end(`no answer in ${TIMEOUT_MS} ms`) })

function end (failure) {
  console.log(failure ?? 'ready')
  process.exit(failure === undefined ? 0 : 1)
}
