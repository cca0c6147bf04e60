#!/bin/sh
# Measures the models of this kit with any runner that prints a model's milliseconds, e.g. over adb on a phone.
#
#   ./measure.sh COMMAND PATTERN [OUT]
#     COMMAND  what to run, MODEL in it stands for the file of a model
#     PATTERN  a basic regular expression (grep) for the words around the milliseconds of a run; its first number counts
#     OUT      default measurements.csv; rows that it has aren't measured again
#     SETUP    environment variable that says what is measured, e.g. 'processor=Cortex-A72; threads=1; runtime=ORT 1.20'
#
# E.g. with ONNX Runtime's own tool:
#   SETUP='processor=Cortex-A72; threads=1; runtime=ONNX Runtime' \
#   ./measure.sh 'onnxruntime_perf_test -I -e cpu -x 1 -r 50 MODEL' 'Average inference time cost: [0-9.]* ms'
#
# Each model is run three times; the median counts.
set -eu
[ $# -ge 2 ] || { sed -n 2,15p "$0" >&2; exit 2; }
command=$1
pattern=$2
out=${3:-measurements.csv}
setup=${SETUP:-processor=unknown; threads=1}
setup=$(printf '%s' "$setup" | sed 's/"/""/g')
folder=$(dirname "$0")
header=operator,kernel,stride,ratio,groups,in,out,resolution,precision,network,ms,spread_ms,count,energy_uj,setup
if [ -s "$out" ]; then
    [ "$(head -n 1 "$out")" = "$header" ] || { echo "measure.sh: $out isn't a file of measurements" >&2; exit 1; }
    # A last line that was cut off is measured again.
    if [ -n "$(tail -c 1 "$out")" ]; then
        sed '$d' "$out" >"$out.whole" && mv "$out.whole" "$out"
    fi
else
    echo "$header" >"$out"
fi
tail -n +2 "$folder/plan.csv" | while IFS= read -r line; do
    model=${line%%,*}
    cells=${line#*,}
    if cut -d , -f 1-10 "$out" | grep -qxF -- "$cells"; then
        continue
    fi
    run=$(printf '%s' "$command" | sed "s|MODEL|$folder/$model|g")
    times=
    for turn in 1 2 3; do
        ms=$(sh -c "$run" </dev/null 2>&1 | grep -o -- "$pattern" | head -n 1 | grep -o '[0-9][0-9.]*' | head -n 1) || true
        [ -n "$ms" ] || { echo "measure.sh: '$run' printed no number in '$pattern'" >&2; exit 1; }
        times="$times $ms"
    done
    # shellcheck disable=SC2086
    ms=$(printf '%s\n' $times | sort -g | sed -n 2p)
    echo "$cells,$ms,0,3,,\"$setup\"" >>"$out"
done
echo "measured into $out" >&2
