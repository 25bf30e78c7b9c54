#!/usr/bin/env bash
# Prints GEMMA's numbers for the apple data: variance components of fruit weight by REML under the centred relatedness
# matrix, X X'/p, which is the additive kernel, and under the standardised one. The numbers are in test_peers.py.
#
#   tests/peers/gemma.sh FOLDER     the folder with apple.bed, apple.bim, apple.fam and pheno.csv; needs Debian's gemma
set -euo pipefail
data=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
cp "$data"/apple.bed .
# GEMMA takes the trait from the sixth column of the .fam, and leaves out SNPs of chromosome 0.
awk 'NR == FNR { split($0, f, ","); y[f[2]] = f[6]; next } { $6 = (y[$2] == "" || y[$2] == "NA") ? -9 : y[$2]; print }' \
  "$data"/pheno.csv "$data"/apple.fam >apple.fam
awk 'BEGIN { OFS = "\t" } { $1 = 1; print }' "$data"/apple.bim >apple.bim
for matrix in '1 cXX' '2 sXX'; do
  read -r way name <<<"$matrix"
  gemma -bfile apple -gk "$way" -maf 0 -miss 1 -o relatedness >/dev/null 2>&1
  gemma -bfile apple -k "output/relatedness.$name.txt" -lmm 4 -maf 0.4999 -o null >/dev/null 2>&1
  grep -E '(vg|ve) estimate|REMLE log-likelihood' output/null.log.txt
done
