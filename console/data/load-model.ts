import { Refusal } from '../service/controls.js'
import { failureOf, send } from '../service/resources.js'
import { readModel } from './model.js'
import type { Model } from './model.js'

/** The model as a tenant has it. @throws Refusal */
export async function loadModel (tenant: string): Promise<Model> {
  const answer = await send({ method: 'GET', path: '$metadata?$format=json', tenant })
  const failure = failureOf(answer)
  if (failure !== undefined) throw new Refusal(answer.status, failure)
  return readModel(JSON.parse(answer.text) as Readonly<Record<string, unknown>>)
}
