/** The console in a real browser. `scripts/test.mjs` bundles it before tests that import this file. */
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import type { Config } from '../../src/config.js'
import { findChromium } from './chromium.js'
import { processTest } from './file-test.js'
import { listen } from './listen.js'
import { callerOf, startService } from './service.js'
import type { Call } from './service.js'

const executablePath = findChromium()

/** To be given to a test as `skip`. */
export const withoutBrowser = executablePath === undefined && 'there is no Chromium here; CHROMIUM_PATH names one'

export interface OpenConsole {
  readonly app: FastifyInstance
  readonly call: Call
  /** `http://127.0.0.1:port`. */
  readonly origin: string
  readonly page: Page
  /** What the page logged as an error, or threw: also what its policy forbade. */
  readonly faults: readonly string[]
  /** Opens an address of the console and waits for its heading. */
  readonly open: (address: string, heading: string) => Promise<void>
}

/** Looks again and again: `waitForFunction` of Playwright evaluates text in the page, which its policy forbids. */
export async function until (what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`It never was so: ${what}`)
}

let browser: Promise<Browser> | undefined

async function theBrowser (): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] })
  return await browser
}

processTest.teardown(async () => { await (await browser)?.close() })

/** Pages that no test uses at the moment: to make one takes three times as long of the processors as to show the console in it. */
const idle: Page[] = []

async function borrowPage (t: Test): Promise<Page> {
  const page = idle.pop() ?? await (await (await theBrowser()).newContext({ locale: 'en-US' })).newPage()
  t.teardown(async () => {
    for (const event of ['pageerror', 'console', 'dialog'] as const) page.removeAllListeners(event)
    // What a page keeps is kept by origin, and each test has a port of its own.
    await page.goto('about:blank')
    await page.emulateMedia({ colorScheme: null, reducedMotion: null })
    idle.push(page)
  })
  return page
}

export interface ConsoleOptions {
  readonly config?: Partial<Config>
  readonly viewport?: { readonly width: number, readonly height: number }
}

/** A service of the test's own, and a page to itself, which must have met no error. */
export async function openConsole (
  t: Test,
  { config = {}, viewport = { width: 1280, height: 800 } }: ConsoleOptions = {}
): Promise<OpenConsole> {
  const app = await startService(t, { journalSize: 1000, ...config })
  await listen(app)
  const { port } = app.server.address() as { port: number }
  const origin = `http://127.0.0.1:${port}`
  const page = await borrowPage(t)
  await page.setViewportSize(viewport)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
  const faults: string[] = []
  page.on('pageerror', error => { faults.push(error.message) })
  // Refusals of the service are what some tests are about; the browser logs each.
  page.on('console', message => { if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text()) })
  page.setDefaultTimeout(15_000)
  const open = async (address: string, heading: string): Promise<void> => {
    await page.goto(`${origin}/__admin/${address}`)
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  }
  return { app, call: callerOf(app), origin, page, faults, open }
}
