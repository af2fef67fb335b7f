// Loaded before anything else, and so written for every Node there is: one line instead of a library's stack.
var manifest = require('../package.json');
var wanted = manifest.engines.node
  .replace(/[^\d.]/g, '')
  .split('.')
  .map(Number);
var present = process.versions.node.split('.').map(Number);
if (present[0] < wanted[0] || (present[0] === wanted[0] && present[1] < wanted[1])) {
  console.error(
    'This needs Node ' +
      wanted.join('.') +
      ' or newer, and this is ' +
      process.versions.node +
      ': install a newer one from https://nodejs.org, or with your version manager ("nvm install 24").',
  );
  process.exit(1);
}
