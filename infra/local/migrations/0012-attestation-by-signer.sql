ALTER TABLE judge_sums
  ADD COLUMN IF NOT EXISTS changing_attestation UInt64
    COMMENT 'of a busy number: calls that their signer attests otherwise than most of the number\'s calls'
    AFTER improper;
