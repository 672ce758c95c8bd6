/** `/vocabularies/…`: copies of the vocabularies that `$metadata` refers to. Like `$metadata` itself they need no token. */
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.js'
import { ODataError } from '../errors.js'
import { contentTypes } from '../odata/metadata/metadata-format.js'

const FOLDER = '/vocabularies'

/** Where `$metadata` is to say that they are; undefined: where OASIS has them. */
export const vocabulariesUrl = ({ vocabularies }: Pick<Config, 'vocabularies'>, publicRoot: () => string): string | undefined =>
  vocabularies === 'own' ? publicRoot() + FOLDER : undefined

export async function vocabularyFiles (app: FastifyInstance): Promise<void> {
  app.get<{ Params: { file: string } }>(`${FOLDER}/:file`, { schema: { hide: true } }, async ({ params: { file } }, reply) => {
    // What reads CSDL is loaded when somebody wants it.
    const { vocabularyCopy } = await import('../odata/metadata/vocabulary-copies.js')
    const copy = vocabularyCopy(file)
    if (copy === undefined) {
      throw new ODataError('notFound', `There is no vocabulary '${file.slice(0, 80)}' here. Ask for one that $metadata refers to.`)
    }
    return await reply.type(contentTypes[copy.format]).send(copy.text)
  })
}
