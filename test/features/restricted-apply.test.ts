/** What a model says of filters (vocabulary Capabilities), held against `$apply`. */
import { answers } from '../support/answers.js'
import { onBothDatabases } from '../support/service.js'

const RULES = { model: 'test/models/rules.csdl.xml' }

onBothDatabases('FilterRestrictions hold for what $apply filters of the items, and not for what it makes of them', async (t, { call }) => {
  await answers(t, call, [
    ['GET Makers?$apply=filter(Size/Width gt 1)', 501, 'Capabilities.FilterRestrictions/NonFilterableProperties'],
    ['GET Makers?$apply=filter(Size/Width gt 1)/aggregate($count as N)', 501, 'NonFilterableProperties'],
    ['GET Makers?$apply=identity&$filter=Size/Width gt 1', 501, 'NonFilterableProperties'],
    ['GET Makers?$apply=groupby((Name),filter(Size/Width gt 1)/aggregate($count as N))', 501, 'NonFilterableProperties'],
    ['GET Makers?$apply=concat(filter(Size/Width gt 1)/aggregate($count as N),identity)', 501, 'NonFilterableProperties'],
    ["GET Makers?$apply=filter(tolower(Name) eq 'a')", 501, 'Capabilities.FilterFunctions'],
    ["GET Makers?$apply=filter(contains(Name,'a'))/groupby((City))", 200],
    ["GET Makers?$apply=filter(City gt 'a')", 400, 'MultiValue'],
    ["GET Makers?$apply=groupby((City))/filter(City gt 'a')", 200],
    ["GET Makers?$apply=groupby((City),aggregate($count as N))&$filter=tolower(City) eq 'a' and N gt 1", 200],
    ["GET Makers?$apply=filter(Rivals/any(r:r/Rivals/any(s:s/Name eq 'a')))", 400, 'Capabilities.FilterRestrictions/MaxLevels'],
    ["GET Products?$apply=filter(Secret eq 'a')/aggregate($count as N)", 501, 'Core.Permissions'],
    ['GET Products?$expand=Parts($apply=filter(Weight gt 1))', 501, 'NonFilterableProperties'],
    ['GET Archive?$apply=aggregate($count as N)', 400, 'Capabilities.FilterRestrictions/RequiresFilter'],
    ['GET Archive?$apply=aggregate($count as N)&$filter=N gt 1', 400, 'Capabilities.FilterRestrictions/RequiresFilter'],
    ['GET Archive?$apply=filter(Id ne null)/aggregate($count as N)', 400, 'Capabilities.FilterRestrictions/RequiredProperties'],
    ["GET Archive?$apply=filter(Id ne null)/filter(Text eq 'a')/aggregate($count as N)", 200],
    ["GET Archive?$apply=groupby((Text),topcount(1,Id))/filter(Text eq 'a')", 200]
  ])
}, RULES)

onBothDatabases('Restrictions of sorting, searching, paging and computing hold for the steps of $apply of the same names (Capabilities)', async (t, { call }) => {
  await answers(t, call, [
    ['GET Makers?$apply=orderby(City)', 501, 'Capabilities.SortRestrictions/NonSortableProperties'],
    ['GET Makers?$apply=orderby(Name desc)', 501, 'Capabilities.SortRestrictions/AscendingOnlyProperties'],
    ['GET Makers?$apply=orderby(Name)', 200],
    ['GET Makers?$apply=identity&$orderby=City', 501, 'NonSortableProperties'],
    ['GET Makers?$apply=groupby((City))&$orderby=City', 200],
    ['GET Makers?$apply=groupby((City))/orderby(City desc)', 200],
    ['GET Makers?$apply=groupby((Name),orderby(Size/Width)/aggregate($count as N))', 501, 'NonSortableProperties'],
    ['GET Makers?$apply=concat(orderby(City),identity)', 501, 'NonSortableProperties'],
    ['GET Makers?$apply=top(1)', 501, "top of 'Makers' (Capabilities.TopSupported"],
    ['GET Makers?$apply=skip(1)/aggregate($count as N)', 501, "skip of 'Makers' (Capabilities.SkipSupported"],
    ['GET Makers?$apply=groupby((City))/top(1)', 200],
    ['GET Makers?$apply=compute(length(Name) as L)', 501, 'Capabilities.ComputeSupported'],
    ['GET Makers?$apply=identity&$compute=length(Name) as L', 501, 'Capabilities.ComputeSupported'],
    ['GET Makers?$apply=search(NOT a)', 501, 'Capabilities.SearchRestrictions/UnsupportedExpressions'],
    ['GET Makers?$apply=search(a)', 200],
    ['GET Products?$expand=Parts($apply=orderby(Weight))', 200],
    ['GET Products?$expand=Parts($apply=top(1))', 501, 'Capabilities.TopSupported']
  ])
}, RULES)
