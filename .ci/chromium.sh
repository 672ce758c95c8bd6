# Sourced by .ci/run: exports CHROMIUM_PATH, so that the tests in a browser are not skipped. Where the machine has no Chromium, one comes
# from the npm registry into `$folder`, which goes with the run.
for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
  if [ -z "${CHROMIUM_PATH:-}" ]; then CHROMIUM_PATH=$(command -v "$name" || true); fi
done

if [ -z "$CHROMIUM_PATH" ] && [ "$(uname -sm)" = 'Linux x86_64' ]; then
  # The last version that runs on Node 20.
  npm install --silent --no-save --prefix "$folder" @sparticuz/chromium@141.0.0 &&
    CHROMIUM_PATH=$(cd "$folder" && TMPDIR=$folder node --input-type=module --eval \
      "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath())") || CHROMIUM_PATH=
fi

if [ -n "$CHROMIUM_PATH" ] && "$CHROMIUM_PATH" --headless --no-sandbox --version > /dev/null 2>&1; then
  export CHROMIUM_PATH
else
  echo 'There is no Chromium that starts: the tests in a browser are skipped.'
  unset CHROMIUM_PATH
fi
