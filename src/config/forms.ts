import { CronTime, validateCronExpression } from 'cron';

/** Whether a host can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** The 31st of February can be written too, and never comes. */
export function isCron(text: string): boolean {
  if (!validateCronExpression(text).valid) return false;
  try {
    new CronTime(text, 'UTC').sendAt();
    return true;
  } catch {
    return false;
  }
}

/** Anyone who could change the keys on the way could let anybody in. */
export function isKeySetUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  );
}
