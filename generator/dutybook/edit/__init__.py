"""Changes files where they stand: format, new, rename, retire. Comments and what was not asked to change stay."""
