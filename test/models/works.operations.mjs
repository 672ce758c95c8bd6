/** Effects in code, as somebody who uses the service writes them. */
const refusal = (status, code, message, target) => Object.assign(new Error(message), { status, code, target })

export default {
  'Works.Twin': async ({ boundTo, resources, answerWith }) => {
    const { Id, Price } = await resources.get('$it')
    const [twin] = await resources.get('Products?$filter=Price eq @price and Id ne @own', { price: Price, own: Id })
    return twin === undefined ? answerWith(boundTo) : answerWith(`Products(${twin.Id})`)
  },
  'Works.Say': ({ parameters: { text, count, price, when, id, color, size, tags, more, flag } }) =>
    ({ Text: text, Count: count, Price: price, When: when, Id: id, Color: color, Size: size, Tags: tags, More: more, Flag: flag }),
  'Works.Draft': ({ parameters: { count } }) => Array.from({ length: count }, (_, index) => ({ Id: index, Name: `Draft ${index}`, Price: 2.5 })),
  'Works.Initial': async ({ resources }) => String(await resources.get('$it')).slice(0, 1),
  'Works.Fails': async ({ parameters: { how }, resources }) => {
    switch (how) {
      case 'refused': throw refusal(422, 'TooOld', 'This is refused.', 'how')
      case 'broken': throw new TypeError('a mistake')
      case 'wrong': return 'no number'
      case 'together': return (await Promise.all(['Products', 'Categories', 'Products'].map(set => resources.get(`${set}/$count`)))).join('').length
      case 'missing': return await resources.get('Products(999)')
      case 'writes': return await resources.post('Products', { Id: 77, Name: 'never' })
      default: return 1
    }
  },
  'Works.Buy': async ({ parameters: { pieces, note }, resources, now, tenant, caller }) => {
    const { Stock } = await resources.get('$it')
    await resources.patch('$it', { Stock: Stock - pieces, Changed: now, ...note === null ? {} : { Tags: [note, tenant, String(caller.application)] } })
    if (Stock < pieces) throw refusal(409, 'OutOfStock', `There are ${Stock}, and not ${pieces}.`)
    return Stock - pieces
  },
  // Does not wait for what it does.
  'Works.Forgotten': ({ resources }) => {
    resources.post('Products', { Id: 71, Name: 'forgotten' })
    resources.post('Products', { Id: 72, Name: 'forgotten' })
    setTimeout(() => {
      resources.post('Products', { Id: 74, Name: 'too late' })
      resources.post('Products', { Id: 73, Name: 'too late' }).catch(error => { globalThis.tooLate = error.message })
    }, 300)
  },
  'Works.Retire': async ({ resources }) => { await resources.delete('$it') },
  'Works.Copy': async ({ parameters: { product, times }, resources, answerWith }) => {
    const found = product['@odata.id'] === undefined ? product : await resources.get(product['@odata.id'])
    for (let index = 1; index <= times; index++) await resources.post('Products', { Id: found.Id + index, Name: found.Name, Price: found.Price })
    return answerWith('Products?$filter=Name eq @name&$orderby=Id', { name: found.Name })
  }
}
