ALTER TABLE cdr_store MODIFY SETTING min_parts_to_merge_at_once = 20, merge_selector_base = 40;
ALTER TABLE dead_letters MODIFY SETTING min_parts_to_merge_at_once = 20, merge_selector_base = 40;
ALTER TABLE batches MODIFY SETTING min_parts_to_merge_at_once = 20, merge_selector_base = 40;
ALTER TABLE stitched_calls MODIFY SETTING min_parts_to_merge_at_once = 20, merge_selector_base = 40;
