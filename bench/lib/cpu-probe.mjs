// Loaded into a process under test with `--import`: tells its parent how much CPU time it has used, when asked.
process.on('message', (question) => {
  if (question !== 'cpu') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
// A question may come at any time; that is no reason to stay alive.
process.channel?.unref();
