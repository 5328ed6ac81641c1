"""Ships, aircraft and weapons: nouns for what acts for those whose it is, by kind."""

from __future__ import annotations

AIRCRAFT = frozenset({"plane", "jet", "aircraft", "warplane", "bomber"})
FLYING = AIRCRAFT | {"helicopter", "drone"}
WARSHIPS = frozenset({"warship", "destroyer", "frigate", "submarine", "gunboat", "cruiser"})
VESSELS = WARSHIPS | {"ship", "vessel", "boat"}
SHIPS = VESSELS | {"carrier", "corvette", "tanker", "freighter", "trawler"}
# the kind of machine that an act hits: planes and ships of all sorts are alike, a helicopter is no plane
KIND = {
    **dict.fromkeys(AIRCRAFT | {"fighter", "airliner"}, "plane"),
    **dict.fromkeys(SHIPS, "ship"),
    **{word: word for word in ("helicopter", "drone", "missile", "rocket", "tank", "truck", "bus", "train", "bridge")},
}
# what an attack is by the weapon that it is made with
BY_WEAPON = {
    "missile": "MissileAttack", "rocket": "RocketFire", "drone": "DroneAttack", "uav": "DroneAttack",
    "helicopter": "Airstrike",
    **dict.fromkeys(AIRCRAFT, "Airstrike"),
    **dict.fromkeys(("artillery", "howitzer", "mortar", "shell", "shellfire"), "Shelling"),
}  # fmt: skip
# what is sent to do something: "scrambled jets to intercept bombers"
SENT = FLYING | SHIPS | {"fighter", "missile", "rocket", "tank"}
