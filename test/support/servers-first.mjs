import Sequencer from '@jest/test-sequencer';

const ORDER = ['chaos', 'e2e', 'contract', 'unit'];

/**
 * Suites that start servers take up to minutes, those of units seconds. A fresh clone does not know which take long: a
 * long one must not begin last and leave all workers but its own idle.
 */
export default class ServersFirst extends Sequencer {
  sort(tests) {
    const place = ({ context }) => ORDER.indexOf(context.config.displayName.name);
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
}
