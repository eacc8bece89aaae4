print("perfsee")
