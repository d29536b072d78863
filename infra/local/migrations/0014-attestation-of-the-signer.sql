ALTER TABLE stitched_calls
  ADD COLUMN IF NOT EXISTS signer_attestation Enum8('' = 0, 'A' = 1, 'B' = 2, 'C' = 3)
    COMMENT 'letter of the leg that names the signer; where none does, of the proven origin'
    AFTER signer;
