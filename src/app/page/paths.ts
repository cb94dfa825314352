// Addresses within the app.
export const wardPath = (ward: string): string => `/ward/${encodeURIComponent(ward)}`
export const timelinePath = (stay: string): string => `/patient/${encodeURIComponent(stay)}`
export const bedPath = (ward: string, bed: string): string => `${wardPath(ward)}/bed/${encodeURIComponent(bed)}`

/** The rooms beside the ward screen. */
export const ROOMS = ['/account', '/people', '/stations', '/wards', '/begin', '/audit', '/audit/patient'] as const
