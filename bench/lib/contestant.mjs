// `contestant.mjs <module> <settings>`: a process of its own for one contestant, told what to do by its parent.
const [module, settings] = process.argv.slice(2);
const { open } = await import(new URL(`../contestants/${module}`, import.meta.url).href);
const contestant = await open(JSON.parse(settings));

process.on('message', async (question) => {
  if (typeof question !== 'object') return;
  try {
    process.send({ done: (await contestant[question.call](...question.with)) ?? null });
  } catch (error) {
    process.send({ error: `${module}: ${error.stack}` });
  }
});
process.channel.ref();
process.send({ open: true });
