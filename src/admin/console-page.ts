/**
 * The console: a page for browsers at `/__admin/`, which `npm run build` makes out of the folder `console`. Its files hold nothing of the
 * service's, so they need no key; what the page shows it gets from the controls, with the key, as any program does.
 */
import { readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FastifyReply } from 'fastify'
import { packageFolder } from '../base/package-folder.js'
import { ODataError } from '../errors.js'
import { ADMIN_PREFIX } from './section.js'
import type { AdminSection } from './section.js'

const PAGE = 'index.html'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml'
}

interface ConsoleFile {
  readonly type: string
  readonly bytes: Buffer
}

/** By name; empty when there is no build. */
type ConsoleFiles = ReadonlyMap<string, ConsoleFile>

export interface ConsolePage {
  /** The page, or how to make it when it has not been built. `connectTo` is an origin that it may call beside its own. */
  readonly send: (reply: FastifyReply, connectTo: string | undefined) => Promise<FastifyReply>
  /** What the page loads, under `/__admin/console/`. */
  readonly section: AdminSection
}

/** Nothing is read before a browser asks. */
export function createConsolePage (folder = join(packageFolder(), 'dist/console')): ConsolePage {
  let reading: Promise<ConsoleFiles> | undefined
  const files = async (): Promise<ConsoleFiles> => {
    const read = await (reading ??= readFiles(folder))
    // One that is built while the service runs is found at the next visit.
    if (!read.has(PAGE)) reading = undefined
    return read
  }
  return {
    send: async (reply, connectTo) => {
      const page = (await files()).get(PAGE)
      reply.headers({ 'Content-Security-Policy': policy(connectTo), 'Referrer-Policy': 'no-referrer', ...HARDENED })
      // A new version of the service has a new page, so it is asked for each time; what it loads is named by its content.
      reply.header('Cache-Control', 'no-cache').type(TYPES['.html']!)
      return page === undefined ? await reply.code(404).send(NOT_BUILT) : await reply.send(page.bytes)
    },
    section: async app => {
      const options = { schema: { hide: true }, config: { withoutKey: true } }
      app.get<{ Params: { file: string } }>('/console/:file', options, async ({ params: { file } }, reply) => {
        const found = file === PAGE ? undefined : (await files()).get(file)
        if (found === undefined) throw new ODataError('notFound', `The console has no file '${file.slice(0, 100)}'. Reload ${ADMIN_PREFIX}/.`)
        return await reply.headers({ 'Cache-Control': 'public, max-age=31536000, immutable', ...HARDENED }).type(found.type).send(found.bytes)
      })
    }
  }
}

const HARDENED = { 'X-Content-Type-Options': 'nosniff' }

/** No script but the page's own files, no request to anybody else, and no text that becomes markup (CSP 3; Trusted Types, section 4). */
const policy = (connectTo: string | undefined): string => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  `connect-src 'self'${connectTo === undefined ? '' : ` ${connectTo}`}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'"
].join('; ')

async function readFiles (folder: string): Promise<ConsoleFiles> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return new Map(await Promise.all(names.filter(name => extname(name) in TYPES).map(async name =>
    [name, { type: TYPES[extname(name)]!, bytes: await readFile(join(folder, name)) }] as const)))
}

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>The console is not built</title>
<h1>The console is not built</h1>
<p>This checkout has no <code>dist/console</code>. Run <code>npm run build</code> and reload this page.</p>
<p>The controls work without it: <a href="docs">their page</a>, <a href="openapi.json">their document</a>.</p>
</html>
`
