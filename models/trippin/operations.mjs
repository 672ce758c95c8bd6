/** What TripPin's operations do, where a query is not enough. */
const NS = 'Microsoft.OData.SampleService.Models.TripPin'

const refusal = (status, code, message, target) => Object.assign(new Error(message), { status, code, target })

/** Kilometres along the surface of the earth, by the haversine formula. */
function distance ([longitude, latitude], { lat, lon }) {
  const radians = degrees => degrees * Math.PI / 180
  const [dLat, dLon] = [radians(lat - latitude), radians(lon - longitude)]
  const chord = Math.sin(dLat / 2) ** 2 + Math.cos(radians(latitude)) * Math.cos(radians(lat)) * Math.sin(dLon / 2) ** 2
  return 2 * 6371 * Math.asin(Math.sqrt(chord))
}

async function getNearestAirport ({ parameters, resources, answerWith }) {
  const airports = await resources.get('Airports?$select=IcaoCode,Location')
  const far = ({ Location }) => distance(Location.Loc.coordinates, parameters)
  const [nearest] = airports.toSorted((one, other) => far(one) - far(other))
  if (nearest === undefined) throw refusal(404, 'NoAirport', 'There is no airport.')
  return answerWith('Airports(@code)', { code: nearest.IcaoCode })
}

/** The airline of most flights; of several, the one with the first code. */
async function getFavoriteAirline ({ resources, answerWith }) {
  const trips = await resources.get(`$it/Trips?$select=TripId&$expand=PlanItems($expand=${NS}.Flight/Airline)`)
  const codes = trips.flatMap(({ PlanItems }) => PlanItems.flatMap(({ Airline }) => Airline?.AirlineCode ?? []))
  const flights = code => codes.filter(other => other === code).length
  const [favorite] = [...new Set(codes)].toSorted((one, other) => flights(other) - flights(one) || (one < other ? -1 : 1))
  if (favorite === undefined) throw refusal(404, 'NoFlight', 'The person has not flown.')
  return answerWith('Airlines(@code)', { code: favorite })
}

/** Everybody who shares the trip, whose it is among them. */
async function getInvolvedPeople ({ resources, answerWith }) {
  const { ShareId } = await resources.get('$it?$select=ShareId')
  return ShareId === null
    ? answerWith('People?$filter=false')
    : answerWith(`People?$filter=Trips/any(t:t/ShareId eq ${ShareId})`)
}

/** The friend gets the trip too, with all its plans; one that is shared already changes nothing. */
async function shareTrip ({ parameters: { userName, tripId }, resources }) {
  const trip = await resources.get(`$it/Trips(${tripId})?$expand=PlanItems($expand=${NS}.Flight/From,${NS}.Flight/To,${NS}.Flight/Airline)`)
  const trips = await resources.get('People(@userName)/Trips?$select=TripId,ShareId')
  const ShareId = trip.ShareId ?? crypto.randomUUID()
  if (trips.some(other => other.ShareId === ShareId)) return
  if (trip.ShareId === null) await resources.patch(`$it/Trips(${tripId})`, { ShareId })
  const { TripId, PlanItems, ...values } = withoutControls(trip)
  await resources.post('People(@userName)/Trips', { ...values, ShareId, TripId: 1 + Math.max(0, ...trips.map(other => other.TripId)), PlanItems: PlanItems.map(planOf) })
}

const withoutControls = entity => Object.fromEntries(Object.entries(entity).filter(([name]) => !name.includes('@')))

/** A plan item as the body of a create: what it is related to is bound. */
function planOf ({ From, To, Airline, ...item }) {
  const bound = {
    ...From === undefined ? {} : { 'From@odata.bind': `Airports('${From.IcaoCode}')` },
    ...To === undefined ? {} : { 'To@odata.bind': `Airports('${To.IcaoCode}')` },
    ...Airline === undefined ? {} : { 'Airline@odata.bind': `Airlines('${Airline.AirlineCode}')` }
  }
  return { ...item['@odata.type'] === undefined ? {} : { '@odata.type': item['@odata.type'] }, ...withoutControls(item), ...bound }
}

export default {
  [`${NS}.GetNearestAirport`]: getNearestAirport,
  [`${NS}.GetFavoriteAirline`]: getFavoriteAirline,
  [`${NS}.GetInvolvedPeople`]: getInvolvedPeople,
  [`${NS}.ShareTrip`]: shareTrip
}
