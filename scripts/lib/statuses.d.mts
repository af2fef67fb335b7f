/** By name, in the order of the service. */
export const STATUSES: Readonly<Record<string, { readonly style: string; readonly goesOn: boolean }>>;
