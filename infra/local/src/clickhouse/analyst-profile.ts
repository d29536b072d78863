import { totalmem } from 'node:os';
import type { AnalystLimits } from '@ringtrace/platform/analyst-limits';

const GIGABYTE = 1_000_000_000;
const MEBIBYTE = 2 ** 20;

/** Settings that name a file or an address for the engine to use: no user may change them. */
export const CLOSED_TO_ALL = [
  'format_avro_schema_registry_url',
  'format_schema',
  'format_template_resultset',
  'format_template_row',
  'input_format_record_errors_file_path',
  'output_format_schema',
  'url_base',
];

/** Settings that analysts may not change, beyond those that nobody may. */
const CLOSED_TO_ANALYSTS = [
  // Requests to other machines.
  'ai_function_embedding_default_credentials',
  'ai_function_text_default_credentials',
  'allow_experimental_ai_functions',
  'format_schema_source',
  // Statements made from text, and from what another client sent.
  'allow_experimental_eval_table_function',
  'allow_get_client_http_header',
  // What is inside the engine and the machine.
  'allow_introspection_functions',
  'allow_unrestricted_reads_from_keeper',
  'enable_debug_queries',
  'format_display_secrets_in_show_and_select',
  'jemalloc_collect_profile_samples_in_trace_log',
  'jemalloc_enable_profiler',
  'memory_profiler_sample_max_allocation_size',
  'memory_profiler_sample_min_allocation_size',
  'memory_profiler_sample_probability',
  'memory_profiler_step',
  'query_profiler_cpu_time_period_ns',
  'query_profiler_real_time_period_ns',
  // Ways round a limit.
  'cancel_http_readonly_queries_on_client_close',
  'compatibility',
  'function_sleep_max_microseconds_per_block',
  'max_execution_time_leaf',
  'memory_overcommit_ratio_denominator',
  'memory_overcommit_ratio_denominator_for_user',
  'memory_usage_overcommit_max_wait_microseconds',
  'os_threads_nice_value_materialized_view',
  'os_threads_nice_value_query',
  'os_thread_priority',
  'timeout_overflow_mode',
  'timeout_overflow_mode_leaf',
  'use_concurrency_control',
  'workload',
];

/** Tables of the engine that start a process, stop its threads, open files, or tell of the machine and its users. */
export const HIDDEN_SYSTEM_TABLES = [
  'backups',
  'certificates',
  'crash_log',
  'disks',
  'dns_cache',
  'fail_points',
  'filesystem_cache',
  'jemalloc_profile_text',
  'models',
  'named_collections',
  'remote_data_paths',
  'server_settings',
  'stack_trace',
  'storage_policies',
  'symbols',
  'user_directories',
  'zookeeper',
];

/** A setting that analysts may change between `min` and `max`; without `value` the engine's default stands. */
interface Bound {
  value?: number;
  min: number;
  max: number;
}

/** The limits of analysts by the engine's names. Where 0 would mean "without limit", the least is 1. */
export function analystBounds(limits: AnalystLimits): Record<string, Bound> {
  const shared = percentOfMemory(limits.memoryPercent);
  const disk = limits.diskGigabytes * GIGABYTE;
  return {
    max_execution_time: { value: limits.seconds, min: 1, max: limits.maxSeconds },
    max_memory_usage: { value: percentOfMemory(limits.queryMemoryPercent), min: 1, max: shared },
    max_memory_usage_for_user: { value: shared, min: 1, max: shared },
    max_threads: { value: limits.threads, min: 1, max: limits.threads },
    max_result_rows: { value: limits.resultRows, min: 1, max: limits.maxResultRows },
    max_result_bytes: {
      value: limits.resultGigabytes * GIGABYTE,
      min: 1,
      max: limits.maxResultGigabytes * GIGABYTE,
    },
    max_concurrent_queries_for_user: { value: limits.queries, min: 1, max: limits.queries },
    max_temporary_data_on_disk_size_for_user: { value: disk, min: 1, max: disk },
    max_final_threads: { value: limits.threads, min: 0, max: limits.threads },
    max_threads_for_indexes: { min: 0, max: limits.threads },
    max_download_threads: { min: 0, max: Math.max(4, limits.threads) },
    max_parsing_threads: { value: limits.threads, min: 0, max: limits.threads },
    max_streams_to_max_threads_ratio: { min: 0, max: 1 },
    // What one thread may take before it is counted.
    max_untracked_memory: { min: 0, max: 4 * MEBIBYTE },
    http_max_multipart_form_data_size: { min: 1, max: 1024 * MEBIBYTE },
    http_response_buffer_size: { min: 0, max: 64 * MEBIBYTE },
    // A statement is parsed and planned before its time counts.
    max_ast_depth: { min: 1, max: 1_000 },
    max_ast_elements: { min: 1, max: 50_000 },
    max_expanded_ast_elements: { min: 1, max: 500_000 },
    max_analyze_depth: { min: 1, max: 5_000 },
    max_parser_backtracks: { min: 1, max: 1_000_000 },
    max_parser_depth: { min: 1, max: 1_000 },
    max_query_size: { min: 1, max: 4 * MEBIBYTE },
    max_recursive_cte_evaluation_depth: { min: 1, max: 1_000 },
    max_subquery_depth: { min: 1, max: 100 },
    function_range_max_elements_in_block: { min: 1, max: 500_000_000 },
  };
}

/** The settings that carry a limit: a running query of an analyst that lacks one has taken it off. */
export function carriedLimits(limits: AnalystLimits): string[] {
  return Object.entries(analystBounds(limits)).flatMap(([name, { value, min }]) =>
    value === undefined || min === 0 ? [] : [name],
  );
}

/** The analysts' profile of `users.xml`. */
export function analystProfile(limits: AnalystLimits): string {
  const bounds = Object.entries(analystBounds(limits));
  const values = bounds.flatMap(([name, { value }]) =>
    value === undefined ? [] : [`<${name}>${value}</${name}>`],
  );
  const ranges = bounds.map(
    ([name, { min, max }]) => `<${name}><min>${min}</min><max>${max}</max></${name}>`,
  );
  return `<analyst>
      <profile>default</profile>
      <readonly>2</readonly>
      ${values.join('')}
      <constraints>${ranges.join('')}${closed(CLOSED_TO_ANALYSTS)}</constraints>
    </analyst>`;
}

/** Constraints by which nobody under a profile changes these settings. */
export function closed(names: string[]): string {
  return names.map((name) => `<${name}><readonly/></${name}>`).join('');
}

function percentOfMemory(percent: number): number {
  return Math.floor((totalmem() * percent) / 100);
}
