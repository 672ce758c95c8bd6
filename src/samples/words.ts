/** What plausible data are made of: names, places and things, none of them anybody's. */

export const FIRST_NAMES = [
  'Adele', 'Alex', 'Amber', 'Anna', 'Ben', 'Carla', 'Chen', 'Daria', 'Diego', 'Elif', 'Emeka', 'Fatima', 'Grady',
  'Hana', 'Henrietta', 'Isaiah', 'Joni', 'Kofi', 'Lee', 'Lidia', 'Lynne', 'Megan', 'Miriam', 'Nestor', 'Noor', 'Olga',
  'Patti', 'Pradeep', 'Raul', 'Sanna', 'Tomas', 'Yuki'
] as const

export const LAST_NAMES = [
  'Vance', 'Wilber', 'Rodriguez', 'Novak', 'Okafor', 'Tanaka', 'Holloway', 'Gupta', 'Mueller', 'Sherman', 'Lindqvist',
  'Bowen', 'Archie', 'Mensah', 'Robbins', 'Langer', 'Graham', 'Mueller-Ortiz', 'Wilke', 'Aziz', 'Ivanova', 'Fernandez',
  'Gupta-Shah', 'Razo', 'Virtanen', 'Kowalski', 'Sato', 'Baker'
] as const

export interface Locality {
  readonly city: string
  readonly region: string
  readonly country: string
  readonly code: string
  readonly postalCode: string
  readonly calling: string
  readonly latitude: number
  readonly longitude: number
  readonly zone: string
  readonly language: string
  readonly currency: string
}

const locality = (
  city: string,
  region: string,
  [country, code, calling]: readonly [string, string, string],
  postalCode: string,
  [latitude, longitude]: readonly [number, number],
  [zone, language, currency]: readonly [string, string, string]
): Locality => ({ city, region, country, code, calling, postalCode, latitude, longitude, zone, language, currency })

/** Whoever lives in one of them has its country, its postal code and its telephone numbers. */
export const LOCALITIES: readonly Locality[] = [
  locality('Seattle', 'Washington', ['United States', 'US', '+1 206'], '98101', [47.60621, -122.33207], ['America/Los_Angeles', 'en-US', 'USD']),
  locality('Boston', 'Massachusetts', ['United States', 'US', '+1 617'], '02108', [42.36008, -71.05888], ['America/New_York', 'en-US', 'USD']),
  locality('Toronto', 'Ontario', ['Canada', 'CA', '+1 416'], 'M5H 2N2', [43.65323, -79.38318], ['America/Toronto', 'en-CA', 'CAD']),
  locality('Leeds', 'West Yorkshire', ['United Kingdom', 'GB', '+44 113'], 'LS1 1UR', [53.80076, -1.54908], ['Europe/London', 'en-GB', 'GBP']),
  locality('Lyon', 'Rhone', ['France', 'FR', '+33 4'], '69001', [45.76404, 4.83566], ['Europe/Paris', 'fr-FR', 'EUR']),
  locality('Leipzig', 'Saxony', ['Germany', 'DE', '+49 341'], '04109', [51.33970, 12.37307], ['Europe/Berlin', 'de-DE', 'EUR']),
  locality('Gothenburg', 'Vastra Gotaland', ['Sweden', 'SE', '+46 31'], '411 03', [57.70887, 11.97456], ['Europe/Stockholm', 'sv-SE', 'SEK']),
  locality('Porto', 'Norte', ['Portugal', 'PT', '+351 22'], '4000-322', [41.15794, -8.62911], ['Europe/Lisbon', 'pt-PT', 'EUR']),
  locality('Nairobi', 'Nairobi County', ['Kenya', 'KE', '+254 20'], '00100', [-1.29207, 36.82195], ['Africa/Nairobi', 'en-KE', 'KES']),
  locality('Pune', 'Maharashtra', ['India', 'IN', '+91 20'], '411001', [18.52043, 73.85674], ['Asia/Kolkata', 'en-IN', 'INR']),
  locality('Osaka', 'Kansai', ['Japan', 'JP', '+81 6'], '530-0001', [34.69374, 135.50217], ['Asia/Tokyo', 'ja-JP', 'JPY']),
  locality('Perth', 'Western Australia', ['Australia', 'AU', '+61 8'], '6000', [-31.95053, 115.86046], ['Australia/Perth', 'en-AU', 'AUD'])
]

export const STREETS = [
  'Main Street', 'Station Road', 'Mill Lane', 'Park Avenue', 'Harbour Street', 'Church Hill', 'Market Square', 'Orchard Way', 'River Walk'
] as const

export const COMPANIES = [
  'Contoso', 'Fabrikam', 'Northwind Traders', 'Adventure Works', 'Litware', 'Tailspin Toys', 'Wingtip Press', 'Proseware', 'Alpine Ski House'
] as const

export const DEPARTMENTS = ['Finance', 'Engineering', 'Sales', 'Marketing', 'Support', 'Legal', 'Research', 'Operations'] as const

export const JOBS = ['Engineer', 'Accountant', 'Sales Manager', 'Designer', 'Analyst', 'Team Lead', 'Consultant', 'Director'] as const

export const ADJECTIVES = [
  'Amber', 'Quiet', 'Northern', 'Bright', 'Hollow', 'Silver', 'Early', 'Wide', 'Gentle', 'Second', 'Open', 'Stone', 'Winter', 'Green'
] as const

export const NOUNS = [
  'Lamp', 'Harbour', 'Garden', 'Bridge', 'Lantern', 'Valley', 'Compass', 'Orchard', 'Kettle', 'Signal', 'Meadow', 'Anchor', 'Window', 'Forest'
] as const

export const SENTENCES = [
  'Checked and found in order.', 'Ask the team before this is changed.', 'Replaces the one of last year.', 'Needs a second look next week.',
  'As it was agreed at the last meeting.', 'Nobody has answered so far.', 'Works as expected since the update.', 'To be kept until the audit is done.'
] as const

export const STATUSES = ['active', 'active', 'active', 'pending', 'inactive', 'closed'] as const

export const CATEGORIES = ['standard', 'basic', 'premium', 'internal', 'external', 'trial'] as const

export const COLORS = ['red', 'green', 'blue', 'black', 'white', 'grey', 'yellow'] as const

export const GENDERS = ['female', 'male', 'unspecified'] as const

export const MEDIA_TYPES = ['text/plain', 'application/pdf', 'image/png', 'application/json'] as const

export const EXTENSIONS = ['pdf', 'docx', 'txt', 'png', 'csv'] as const
