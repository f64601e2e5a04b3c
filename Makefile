# Shorter names for dev.py, e.g. `make test ARGS="tests/rules -k calendar"`.
COMMANDS = run test check bench chaos docs pictures licences build lock

.PHONY: $(COMMANDS)
$(COMMANDS):
	python3 dev.py $@ $(ARGS)
