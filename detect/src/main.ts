import { standForLeader } from '@ringtrace/platform/kafka/leader';
import { announce } from '@ringtrace/platform/metrics/announce';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { serveMetrics } from '@ringtrace/platform/metrics/server';
import { runWorker, tellParent } from '@ringtrace/platform/worker';
import { minuteMs } from '@ringtrace/schemas/durations';
import { candidatesTopic } from '@ringtrace/schemas/topics';
import { refuseOtherShards } from './worker/first-shard.ts';
import { leavingOf, untilGivenUp } from './worker/leave.ts';
import { detectMetrics } from './worker/metrics.ts';
import { runDetect } from './worker/run.ts';
import { candidateProducer, candidatePublisher, detectGroup, ensureCandidatesTopic } from './worker/topic.ts';
import { DetectWatch } from './worker/watch.ts';

runWorker('detect', async ({ config, log, store, kafka, signal }) => {
  await refuseOtherShards(store);
  const publisher = candidatePublisher(() => candidateProducer(kafka));
  const watch = new DetectWatch(store, signal);
  const metrics = new Metrics();
  const count = detectMetrics(metrics, store);
  const serving = await serveMetrics({
    host: config.RINGTRACE_METRICS_HOST,
    port: config.RINGTRACE_DETECT_METRICS_PORT,
    metrics,
    alive: watch.alive,
    ready: watch.ready,
    log,
  });
  announce(serving.url);
  const leaving = leavingOf(signal);
  const leader = standForLeader({
    kafka,
    group: detectGroup,
    topic: candidatesTopic,
    ensureTopic: () => ensureCandidatesTopic(kafka),
    signal: leaving.handOver,
  });
  await runDetect({
    store: untilGivenUp(watch.watched(), leaving.giveUp),
    leads: leader.leads,
    publish: publisher.publish,
    log,
    signal,
    opening: { longestMs: config.RINGTRACE_HOLD_MINUTES * minuteMs, clock: Date.now },
    onProgress: tellParent,
    onRound(end) {
      count(end);
      watch.round(end);
    },
  });
  leaving.ended();
  serving.close();
  await leader.left;
  await publisher.close();
});
