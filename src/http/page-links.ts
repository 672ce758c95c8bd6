/** A line at the top of a Swagger UI page that leads to the other page, to the documents and to the documentation. */

export interface PageLink {
  readonly text: string
  /** Relative to the page, so that it is right behind a proxy's prefix as well. */
  readonly href: string
}

export const DOCUMENTATION: PageLink = {
  text: 'Documentation',
  href: 'https://github.com/graph-office-emulator/graph-office-emulator/tree/main/docs'
}

/** The files of a theme of @fastify/swagger-ui that show `links`, and hide what else would be there. */
export function pageTheme (title: string, links: readonly PageLink[]): {
  readonly title: string
  readonly css: Array<{ filename: string, content: string }>
  readonly js: Array<{ filename: string, content: string }>
} {
  return {
    title,
    css: [{ filename: 'theme.css', content: STYLE }],
    js: [{ filename: 'links.js', content: scriptOf(links) }]
  }
}

/** An operation has fourteen parameters and five answers: each of its sections scrolls, so that what is to be clicked stays near. */
const STYLE = `.swagger-ui .topbar { display: none }
.swagger-ui .parameters-container, .swagger-ui .opblock-section-request-body > .opblock-description-wrapper, .swagger-ui .responses-inner { max-height: 45vh; overflow: auto }
nav.pages { font: 14px sans-serif; padding: 12px 24px; background: #f3f3f3 }
nav.pages a { margin-right: 24px; color: #0b5394 }`

/** Swagger UI has no place for links of one's own. */
const scriptOf = (links: readonly PageLink[]): string => `{
  const nav = document.createElement('nav')
  nav.className = 'pages'
  for (const { text, href } of ${JSON.stringify(links)}) nav.append(Object.assign(document.createElement('a'), { textContent: text, href }))
  document.body.prepend(nav)
}`
