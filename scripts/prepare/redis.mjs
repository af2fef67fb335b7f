import { spawnSync } from 'node:child_process';

const PACKAGE_MANAGERS = [
  {
    command: 'apt-get',
    // A distribution's package would start a server of its own on the default port: RUNLEVEL=1 keeps it off.
    env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    steps: [
      ['apt-get', 'update', '-qq'],
      ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'redis-server', 'redis-sentinel'],
    ],
  },
  { command: 'dnf', steps: [['dnf', 'install', '-y', '-q', 'redis']] },
  { command: 'apk', steps: [['apk', 'add', '-q', 'redis']] },
  { command: 'brew', unprivileged: true, steps: [['brew', 'install', '-q', 'redis']] },
];

/** The tests start real servers from a redis-server on PATH; where there is none, the system's own package manager brings it. */
export function provideRedis() {
  if (isOnPath('redis-server')) return;
  const privilege = process.getuid?.() === 0 ? [] : isOnPath('sudo') ? ['sudo', '-n'] : null;
  const manager = PACKAGE_MANAGERS.find(({ command }) => isOnPath(command));
  if (manager && (privilege || manager.unprivileged)) {
    console.log(`redis-server is not on PATH: installing it with ${manager.command}`);
    for (const step of manager.steps) {
      const [command, ...args] = manager.unprivileged ? step : [...privilege, ...step];
      spawnSync(command, args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, ...manager.env },
      });
    }
  }
  if (isOnPath('redis-server')) return;
  console.error(
    'The tests need redis-server (7.0 or newer) on PATH and could not install it. Install it, for example:',
  );
  console.error(
    '  Debian, Ubuntu: sudo apt-get install redis-server    macOS: brew install redis    Alpine: apk add redis',
  );
  process.exit(1);
}

function isOnPath(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
}
