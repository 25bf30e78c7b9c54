#!/usr/bin/env bash
# Prints the scores of plink 1.9 and plink2 for the effects of SNPs: the sum over SNPs of effect x copies, for the first
# five people. The numbers are in test_peers.py.
#
#   tests/peers/plink_score.sh FOLDER EFFECTS
#
# FOLDER holds apple.bed, apple.bim and apple.fam; EFFECTS is snp_effects()[["id", "allele1", "effect"]] of the additive model
# of fruit weight, written by effects.to_csv(EFFECTS, sep=" ", index=False, header=False). Needs Debian's plink1.9 and plink2.
set -euo pipefail
data=$(cd "$1" && pwd)
effects=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
plink1.9 --bfile "$data/apple" --allow-no-sex --score "$effects" 1 2 3 sum --out one >/dev/null 2>&1
plink2 --bfile "$data/apple" --score "$effects" 1 2 3 cols=+scoresums --out two >/dev/null 2>&1
echo 'plink 1.9:' && awk 'NR > 1 && NR < 7 { print $2, $6 }' one.profile
echo 'plink2:' && awk 'NR == 1 { for (k = 1; k <= NF; k++) if ($k == "SCORE1_SUM") c = k } NR > 1 && NR < 7 { print $2, $c }' two.sscore
